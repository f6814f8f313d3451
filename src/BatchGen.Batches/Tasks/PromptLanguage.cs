namespace BatchGen.Batches.Tasks;

/// <summary>The language of a preset's own texts, and the one answers in words are asked for.</summary>
public enum PromptLanguage
{
    English,
    Chinese,
}
