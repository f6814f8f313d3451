namespace BatchGen.Inference.Gguf.Safety;

/// <summary>The file has the tensors its keys announce: an embedding of the right width and something for every block.</summary>
internal static class TensorChecks
{
    private const string Embedding = "token_embd.weight";

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        var embedding = file.Tensors.Find(Embedding) ?? throw Missing(Embedding);
        var width = metadata.GetInteger(metadata.Own("embedding_length"));
        if (embedding.Dimension(0) != width)
            throw Mismatch($"rows of {embedding.Dimension(0)}, but '{metadata.Own("embedding_length")}' is {width}");
        CheckVocabulary(metadata, embedding);
        CheckBlocks(file);
    }

    private static void CheckVocabulary(GgufMetadata metadata, GgufTensor embedding)
    {
        if (metadata.FindTexts(VocabularyChecks.TokensKey) is { } tokens && tokens.Count != embedding.Dimension(1))
            throw Mismatch($"{embedding.Dimension(1)} rows, but the vocabulary has {tokens.Count} tokens");
    }

    private static void CheckBlocks(GgufFile file)
    {
        var metadata = file.Metadata;
        // Some of deci's layers do nothing and have no tensors.
        if (metadata.Architecture == "deci")
            return;
        var present = file.Tensors.Select(tensor => BlockName.LayerOf(tensor.Name)).ToHashSet();
        for (var layer = 0; layer < metadata.GetInteger(metadata.Own("block_count")); layer++)
        {
            if (!present.Contains(layer))
                throw Missing($"blk.{layer}.*");
        }
    }

    private static GgufException Missing(string name) => new(
        GgufErrorCodes.MissingTensor, $"The file has no tensor '{name}'. It is incomplete: convert the model again.", key: name);

    private static GgufException Mismatch(string what) => new(
        GgufErrorCodes.ShapeMismatch, $"'{Embedding}' has {what}. The file contradicts itself: convert the model again.", key: Embedding);
}
