// The SQL functions a query may call: those that compute on what it has read. None makes values without end, reads a file or draws by chance.

const NAMES = `
  abs avg ceil ceiling char coalesce concat concat_ws count date datetime exp floor format glob group_concat hex ifnull iif if instr
  julianday length like ln log log10 log2 lower ltrim max min mod nullif octet_length pow power printf quote replace round rtrim sign sqrt strftime
  string_agg substr substring sum time timediff total trim trunc typeof unicode unixepoch upper likely unlikely median
  row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
  json json_array json_array_length json_extract json_group_array json_group_object json_object json_type json_valid json_quote -> ->>
`;

const ALLOWED: ReadonlySet<string> = new Set(NAMES.split(/\s+/).filter(Boolean));

export function isAllowedFunction(name: string): boolean {
  return ALLOWED.has(name.toLowerCase());
}

/** Tables that are functions of their argument. */
export const TABLE_FUNCTIONS: ReadonlySet<string> = new Set(["json_each", "json_tree"]);
