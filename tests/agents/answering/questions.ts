// Questions a newcomer asks the example notes, each with words that an answer would have and the question has not. Data only.

export interface KnownQuestion {
  readonly question: string;
  /** An answer must have one of these, up to case. */
  readonly keys: readonly string[];
}

const TABLE = `
Why is nacre tough?|crack deflection; dissipates energy; pull-out; bridge
What is the effect of humidity on spider silk?|supercontraction
How does water affect wood?|swells; reduces the stiffness; shrinkage
Why do geckos stick to walls?|van der Waals
How do mussels attach to wet rocks?|DOPA; adhesive plaque; catechol
What causes the iridescence of nacre?|ordered nanostructures; regular layers
Why does bone resist fracture?|crack deflection; bridge; microcrack; ligaments
How does fluoride protect enamel?|solubility
Why is insect cuticle hard?|sclerotisation; quinones; water loss
What makes elastin elastic?|entropy; hydrophobic
How does fast freezing change the scaffold?|lamellar spacing
What happens to dragline silk in water?|softens; supercontraction; shrinkage
Why is the lotus leaf self-cleaning?|rolling drops; air pockets; papillae; dirt
What is the effect of sclerostin on bone?|inhibits bone formation
How do microcapsules heal cracks?|healing agent; ruptures
`;

/** Written after the answering was settled, from notes not looked at before. */
const LATER = `
Why are double network hydrogels tough?|sacrificial; energy dissipation; damage zone
What weakens alginate hydrogels?|loss of calcium; chelators
How does calcium harden alginate?|guluronate; cross-link
Why does old collagen become stiff?|AGEs; glycation
What is the effect of copper on connective tissue?|lysyl oxidase
Why is tendon anisotropic?|parallel collagen
How do tendons save energy during running?|elastic energy; metabolic cost
What happens when wood is pulped?|removes lignin; exposes
How does water affect hemicellulose?|softens; absorbs
What causes beads in electrospinning?|low polymer concentration; bead formation
What limits the performance of reinforcement learning?|entropy
How can aligned fibres be made by electrospinning?|rotating drum
Why does shear flow lower viscosity?|alignment
What is the effect of plasticisers on proteins?|glass transition
How does lignin protect plants?|permeable; stiffens; compressive; ultraviolet; hinders
`;

export const QUESTIONS = questionsOf(TABLE);
export const LATER_QUESTIONS = questionsOf(LATER);

function questionsOf(table: string): readonly KnownQuestion[] {
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [question = "", keys = ""] = line.split("|");
      return { question, keys: keys.split(";").map((key) => key.trim()) };
    });
}

/** Whether an answer says one of the expected things. */
export function hasKey(answer: string, keys: readonly string[]): boolean {
  const said = answer.toLowerCase();
  return keys.some((key) => said.includes(key.toLowerCase()));
}
