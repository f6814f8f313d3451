namespace BatchGen.Batches.Chunking.Joining;

/// <summary>How partial answers stand in one prompt: each under its title, then what is asked over them.</summary>
/// <param name="Instruction">The task's own text, or the user's.</param>
public sealed record ReducePrompt(string Instruction)
{
    internal string Write(string path, IEnumerable<PartialAnswer> answers) =>
        string.Concat(answers.Select(answer => WriteSection(path, answer))) + Instruction;

    internal static string WriteSection(string path, PartialAnswer answer) =>
        $"### {path}, lines {answer.Source.FirstLine}-{answer.Source.LastLine}\n\n{answer.Text.Trim()}\n\n";
}
