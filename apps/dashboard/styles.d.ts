// Tells the compiler that the build tool takes style sheets as imports.
declare module "*.css";
