namespace BatchGen.Web.Sentences;

/// <summary>
/// Names the translations of what the rooms below say. A key is the sentence itself, with {0} for its first value, or an
/// error code with what it means in general; English needs none.
/// </summary>
public sealed class SentenceTexts;
