// Closed lists of words the grammar steers by: hedges, negators, heads that name nothing, prepositions, subordinators. Data only.

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

const pairs = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(":") as [string, string]),
  );

/** Adjectives and quantifiers in front of a noun that say which or how many, not what: trimmed from mentions. */
export const TRIMMED = words(`
  such various several many few much more most less least other another certain different same similar own some any all both each every
  numerous multiple diverse given corresponding overall respective individual particular specific new novel recent existing previous prior present
  current further additional proposed important key main major significant common typical usual possible potential so-called so only first second third last next
  latter former first-ever whole entire total single double half majority situ vitro vivo silico operando number variety range wide broad plethora great good better best
  well-known interesting promising suitable appropriate extensive comprehensive simple complex effective efficient`);

/** Heads that name nothing by themselves. */
export const GENERIC_HEADS = words(`
  paper study work result approach method technique way aspect case example instance thing issue problem question answer fact idea reason
  author researcher researchers people one ones we article section figure table equation reference appendix abstract introduction conclusion discussion
  experiment finding observation evidence effort attempt contribution advantage disadvantage benefit drawback limitation challenge goal aim objective purpose
  kind type sort class form variety range number amount set group series lot part majority minority plethora host array pair
  use order addition contrast comparison particular general recent term terms sense basis respect regard light view course line
  role effect impact influence importance need ability capability possibility potential attention interest focus future past present today time year years
  day days month months week weeks hour hours minute minutes second seconds period decade decades century
  percent % value values level levels degree extent step steps stage stages end start beginning top side place point points
  total average mean research literature state-of-the-art state art field area domain community topic scenario context setting settings situation condition conditions
  feature features characteristic property properties factor factors component components element elements process processes procedure system systems
  difference differences similarity relationship relation change changes increase decrease improvement performance success failure
  framework model models algorithm solution strategy scheme tool data information knowledge task tasks dataset application applications
  hand word other others approaches concept detail variant version world something anything everything nothing mechanism function functions
  choice presence absence lack existence nature outcome consequence implication insight trend option member subset size input output name
  sample specimen measurement parameter variable test image picture spectrum match shift rise drop indication preference consideration explanation assumption
  agreement assignment manner region position location middle enhancement movement topic peak band bound criterion sum assistance help aid behavior behaviour expectation attention comparison calculation programme program team
  combination uncertainty requirement suggestion description investigation examination rest remainder neighbor neighbour hypothesis proposal possibility`);

/** Heads that no adjective makes a thing: "a distinctive way", "useful data". */
export const EMPTY_HEADS = words(`
  way manner case fact reason result value level amount match sum attention preference indication agreement effort attempt extent degree basis sense term consideration aim goal question answer
  advantage disadvantage benefit drawback conclusion observation finding evidence data idea example instance aspect issue point number majority part side role work study paper outcome consequence bound criterion`);

/** Modifiers that do not make a generic head name anything: how much, how good, whose. */
export const WEAK_MODIFIERS = words(`
  high low higher lower highest lowest small smaller smallest large larger largest big little slight significant considerable marked strong stronger weak weaker good better best poor
  expected predicted experimental theoretical combined following mean average measured observed calculated estimated obtained reported total maximum minimum resulting relevant detailed clear
  sharp rapid gradual remarkable noticeable substantial moderate sufficient excellent extra initial final early later above below general fundamental special obvious similar distinct
  increasing decreasing increased decreased reasonable proper careful close straightforward necessary essential critical crucial related following aforementioned perpendicular
  upper lower left right positive negative positively possible optimal ideal real actual true false correct wrong qualitative quantitative empirical preliminary promising encouraging useful valuable important interesting unique helpful
  satisfactory remaining competitive state-of-the-art strong superior comparable impressive consistent convincing current previous earlier recent new further additional different various
  many several most more few such own certain given specific particular single multiple common main major overall first second third leading top
  increased reduced enhanced improved slow slower fast faster long longer short shorter wide wider narrow broad full partial whole entire half`);

/** Parts of a document that a text points to. */
export const LOCATORS = words(
  "fig. figs. figure figures table tables tab. eq. eqs. eqn. equation equations section sections sec. scheme schemes ref. refs. reference references appendix chapter page video movie",
);

/** Units: a noun phrase that ends in one is a quantity, not a thing. */
export const UNITS = words(`
  nm µm μm mm cm m km ms s min h hr hrs kg g mg µg μg ng l ml µl μl mol mmol µm/s m/s k °c c hz khz mhz ghz kda da ev kev mev j kj w kw mw v mv a ma pa kpa mpa gpa n kn mn
  wt % ppm ppb bp kb mb gb tb x fold times point points percent percentage degrees degree vol atm bar rpm`);

export const PRONOUNS = words(`
  i we you he she it they me us him her them this that these those which who whom whose there here itself themselves one ones others another each both either neither
  something anything nothing everything someone anyone what none such it's`);

export const HEDGES = words(`
  may might could can't-say possibly perhaps potentially likely probably presumably apparently putatively seemingly suggest suggests suggested suggesting appear appears appeared
  seem seems seemed hypothesize hypothesise hypothesized hypothesised hypothesizes speculate speculated believe believed thought think assume assumed presume presumed propose proposed
  putative postulate postulated suspected supposed expected possible would should tend tends tended conceivably arguably`);

/** Verbs whose that-clause is only supposed. */
export const HEDGING_VERBS = words(
  "suggest hypothesize hypothesise speculate believe think assume presume propose postulate suspect suppose expect predict conjecture argue imply appear seem",
);

/** Verbs that report a clause: what follows is a clause of its own. */
export const REPORTING_VERBS = words(`
  show demonstrate find suggest report reveal indicate believe think know observe conclude confirm prove argue note state claim hypothesize hypothesise assume
  propose imply establish illustrate verify see discover mean say speculate predict expect ensure postulate`);

export const NEGATORS = words("not no never neither nor without cannot hardly scarcely rarely barely n't");

/** Verbs that deny what follows them: "fails to bind", "lacks". */
export const NEGATING_VERBS = words("fail lack cease refuse");

/** Verbs (and participles and adjectives) that hand their subject on to a "to" infinitive. */
export const CATENATIVES = words(`
  appear seem tend fail begin start continue help serve act come cease able unable likely unlikely known shown found believed thought reported said expected assumed supposed
  observed considered predicted need want aim try attempt seek manage happen prove hypothesized hypothesised suggested proposed proven demonstrated`);

export const SUBORDINATORS = words(`
  because while whereas when whenever if although though since unless until whether where wherever how why what once as-if that so lest before after`);

export const COORDINATORS = words("and or but nor plus and/or as-well-as");

/** Transparent heads: in "a type of X" the thing named is X. */
export const TRANSPARENT_HEADS = words(`
  type kind sort class form family variety range number series set group majority couple pair lot amount member example subset species genus one layer layers
  array host plethora collection category combination mixture piece portion part parts some many most all each percent fraction level quantity degree proportion`);

/** Relational heads: "stability of X" names one thing, and "stability" alone would join strangers. See concept-class.ts for the classes. */
export const RELATIONAL_HEADS = words(`
  stability strength stiffness toughness hardness density rate formation growth synthesis structure concentration coefficient modulus elasticity degradation activation inhibition
  expression exchange orientation thickness weight mass size shape length width diameter volume area angle energy temperature pressure viscosity solubility permeability conductivity
  resistance adhesion assembly crystallization crystallisation polymerization polymerisation mineralization mineralisation oxidation reduction hydrolysis deposition nucleation
  binding folding aggregation precipitation evaporation drying compliance elongation deformation fracture failure transport diffusion absorption release
  accuracy precision recall quality efficiency complexity diversity robustness reliability distribution content composition number-density surface-area morphology porosity roughness
  curvature alignment arrangement rotation motion behavior behaviour development evolution regulation production removal loss secretion transfer storage propagation
  dissociation repair recognition detection estimation classification extraction segmentation generation prediction identification representation interpretation understanding
  detachment attachment displacement movement entrapment clumping spread spreading swelling shrinkage cracking bending buckling wetting wettability hydrophobicity polarity acidity reactivity toxicity mobility affinity specificity
  amplitude frequency wavelength intensity brightness color colour spacing ratio index constant law hydration dehydration sliding stretching melting freezing heating cooling
  abundance onset debonding delamination formula lifetime durability surface charge potential function activity dynamics kinetics mechanics sequence theory`);

/** Prepositions that may stand between a verb and what it governs. */
export const PREPOSITIONS = words(`
  of in on at to for from with by into onto through between among within during under over against about across after before along around behind below beneath beside
  beyond despite inside outside near off out per than toward towards upon via without as like except throughout above via versus using`);

/** Nouns of action with the verb they come from: "the inhibition of X by Y". */
export const NOMINALISATIONS: ReadonlyMap<string, string> = pairs(`
  absorption:absorb activation:activate adsorption:adsorb binding:bind cleavage:cleave coating:coat control:control
  conversion:convert degradation:degrade deposition:deposit destruction:destroy detection:detect disruption:disrupt
  encoding:encode enhancement:enhance estimation:estimate expression:express extraction:extract formation:form
  generation:generate hydrolysis:hydrolyze improvement:improve induction:induce inhibition:inhibit measurement:measure
  mineralisation:mineralize mineralization:mineralize modulation:modulate oxidation:oxidize phosphorylation:phosphorylate
  prediction:predict prevention:prevent production:produce promotion:promote recognition:recognize reduction:reduce
  regulation:regulate release:release removal:remove replacement:replace repression:repress secretion:secrete
  stabilisation:stabilize stabilization:stabilize stimulation:stimulate suppression:suppress synthesis:synthesize
  transport:transport treatment:treat`);

/** Role nouns after a copula: "X is a component of Y" says more than is-a. `<` flips. */
export const ROLE_NOUNS: ReadonlyMap<string, string> = pairs(`
  activator:activates basis:enables cause:causes component:<consists-of constituent:<consists-of determinant:controls
  driver:controls ingredient:<consists-of inhibitor:inhibits model:models part:<consists-of precursor:forms product:<forms
  property:<has-property regulator:controls source:provides subset:is-a subclass:is-a substrate:substrate-of`);

/**
 * Verbs that tell what the authors did or how they say it. With a row of the table they may make a claim ("we use A for B", "A is found in B");
 * with any other object or preposition they say nothing about the world ("samples were purchased from B", "A was measured at B").
 */
export const PROCEDURAL = words(`
  make give see take place put consider assume note find observe obtain perform conduct carry do report describe discuss list summarize summarise show present refer purchase supply mean
  denote calculate record measure determine deduce identify state mention call name plot fit compare analyze analyse investigate study examine explore highlight elucidate clarify
  acknowledge thank keep tell let try attempt follow choose define estimate confirm verify check know think say cite index view regard 
  acquire collect gather buy agree expect publish propose introduce suggest receive get leave come go become set use conclude illustrate depict label mark number weigh repeat ascertain
  outline detail recommend notice highlight spend need want help begin start continue stop end happen tend fail succeed remain stay seem appear look feel
  undertake participate return ignore exclude include account pay exceed`);

/** Words that are verbs in other prose, and here only after "to", a modal or a pronoun. */
export const HARDLY_VERBS = words("surface dot screw grain film wave layer interface base phase");

/** Participles behind an adverb that tell what people did with a thing, not what it is. */
export const HANDLED = words(
  "used proposed studied introduced investigated developed designed created curated collected reported employed applied published released annotated explored adopted cited",
);

/** Adverbs that say how or when people did it. */
export const BY_PEOPLE = words(
  "manually carefully automatically newly recently widely commonly previously frequently specially specifically publicly freshly purposely",
);
