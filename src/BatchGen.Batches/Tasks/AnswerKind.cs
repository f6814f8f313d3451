namespace BatchGen.Batches.Tasks;

/// <summary>What a task's answer should hold; decides whether missing code is worth a flag.</summary>
public enum AnswerKind
{
    /// <summary>Anything: code, words or both.</summary>
    Free,

    /// <summary>Words.</summary>
    Prose,

    /// <summary>One file of code, fenced or not.</summary>
    Code,

    /// <summary>Code that goes between a prefix and a suffix: a fragment that need not parse by itself.</summary>
    Fragment,

    /// <summary>Files after <c>###PATH:</c> headings.</summary>
    Files,
}
