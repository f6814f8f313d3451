namespace BatchGen.Batches.Data;

/// <summary>Text from outside on its way into a row.</summary>
internal static class StoredText
{
    /// <summary>PostgreSQL's text cannot hold U+0000, which a model can generate and an input can spell.</summary>
    public static string Clean(string text) => text.Replace('\0', '\uFFFD');
}
