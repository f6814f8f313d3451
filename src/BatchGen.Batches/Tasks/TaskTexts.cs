namespace BatchGen.Batches.Tasks;

/// <summary>What a preset says in one language. Each text is a template; <c>{{target_language}}</c> is known in all of them.</summary>
/// <param name="System">The whole system prompt; empty sends none.</param>
/// <param name="Instruction">Follows the input in the user's message; empty adds nothing.</param>
/// <param name="Reduction">Follows the partial answers of a map-reduce task; empty for other tasks.</param>
public sealed record TaskTexts(string System, string Instruction = "", string Reduction = "");
