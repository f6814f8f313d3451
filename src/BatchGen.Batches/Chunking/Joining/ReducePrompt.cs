namespace BatchGen.Batches.Chunking.Joining;

/// <summary>What the model is asked over partial answers. Editable like every prompt; these are the product's own.</summary>
public sealed record ReducePrompt(string Instruction)
{
    public static ReducePrompt Explain { get; } = new(
        "Below are explanations of consecutive parts of one file. Write one explanation of the whole from them. Say each thing once, "
        + "keep names and line numbers as they are, put the purpose first and the details after it, and do not mention the parts.");

    public static ReducePrompt Review { get; } = new(
        "Below are reviews of consecutive parts of one file. Write one review of the whole from them. Put the gravest findings first, "
        + "name each finding once with its names and line numbers, drop a finding that another part answers, and do not mention the parts.");

    public static ReducePrompt ExplainChinese { get; } = new(
        "下面是对同一文件各连续部分的解释。请据此写出对整个文件的一份解释：先说明用途，再说明细节；每件事只说一次；保留名称和行号；不要提到“部分”。");

    public static ReducePrompt ReviewChinese { get; } = new(
        "下面是对同一文件各连续部分的评审意见。请据此写出对整个文件的一份评审：最严重的问题在前；每个问题只写一次，并保留名称和行号；"
        + "若某个问题已在其他部分得到解决则删去；不要提到“部分”。");

    internal string Write(string path, IEnumerable<PartialAnswer> answers) =>
        Instruction + string.Concat(answers.Select(answer => WriteSection(path, answer)));

    internal static string WriteSection(string path, PartialAnswer answer) =>
        $"\n\n### {path}, lines {answer.Source.FirstLine}-{answer.Source.LastLine}\n\n{answer.Text.Trim()}";
}
