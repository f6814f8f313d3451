using BatchGen.Inference.Sentences;

namespace BatchGen.Inference.Gguf.Safety;

/// <summary>The file has the tensors its keys announce: an embedding of the right width and something for every block.</summary>
internal static class TensorChecks
{
    private const string Embedding = "token_embd.weight";

    private static readonly GgufTensorType[] NotMultiplied =
    [
        GgufTensorType.F64, GgufTensorType.I8, GgufTensorType.I16, GgufTensorType.I32, GgufTensorType.I64, GgufTensorType.Q8_1, GgufTensorType.Q8_K,
    ];

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        var embedding = file.Tensors.Find(Embedding) ?? throw Missing(Embedding);
        var width = metadata.GetInteger(metadata.Own("embedding_length"));
        if (embedding.Dimension(0) != width)
            throw Mismatch($"rows of {embedding.Dimension(0)}, but '{metadata.Own("embedding_length")}' is {width}");
        if (embedding.Dimension(2) != 1 || embedding.Dimension(3) != 1)
            throw Mismatch($"{embedding.Dimensions.Length} dimensions instead of two");
        CheckVocabulary(metadata, embedding);
        CheckBlocks(file);
        CheckTypes(file);
    }

    /// <summary>
    /// ggml multiplies by a matrix of any type but these, which end the process at the first step; it adds and multiplies by a bias, a norm or
    /// another row only as F32. Tables of ids (deepseek4's tid2eid, eagle3's d2t) are whole numbers.
    /// </summary>
    private static void CheckTypes(GgufFile file)
    {
        foreach (var tensor in file.Tensors)
        {
            var isTable = tensor.Name.Contains("tid2eid", StringComparison.Ordinal) || tensor.Name.StartsWith("d2t", StringComparison.Ordinal);
            if (!isTable && NotMultiplied.Contains(tensor.Type))
                throw Refusal.Value(tensor.Name, $"is stored as {tensor.Type}, with which llama.cpp cannot compute.");
            if (tensor.Name.Contains("_exps.", StringComparison.Ordinal) && tensor.Dimension(3) != 1)
                throw Refusal.Value(tensor.Name, "has four dimensions; llama.cpp aborts on that.");
            if (!isTable && IsRow(tensor) && tensor.Type != GgufTensorType.F32)
                throw Refusal.Value(tensor.Name, $"is stored as {tensor.Type}, and llama.cpp computes with it only as F32.");
        }
    }

    private static bool IsRow(GgufTensor tensor) =>
        tensor.Dimensions.Length <= 1
        || tensor.Name.EndsWith(".bias", StringComparison.Ordinal)
        || tensor.Name.EndsWith("norm.weight", StringComparison.Ordinal);

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
                throw Missing(InvariantText.Of($"blk.{layer}.*"));
        }
    }

    private static GgufException Missing(string name) => new(
        GgufErrorCodes.MissingTensor, $"The file has no tensor '{name}'. It is incomplete: convert the model again.", key: name);

    private static GgufException Mismatch(InvariantText what) => new(
        GgufErrorCodes.ShapeMismatch, $"'{Embedding}' has {what.ToString()}. The file contradicts itself: convert the model again.", key: Embedding);
}
