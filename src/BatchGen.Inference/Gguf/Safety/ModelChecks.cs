namespace BatchGen.Inference.Gguf.Safety;

/// <summary>
/// The keys every model has, in the bounds of llama_model_base::load_hparams (llama-model.cpp): block_count 0 or above
/// LLAMA_MAX_LAYERS, and more nextn layers than layers, are assertions there; b10221 asserts in fourteen of src/models that one layer is
/// left, and in gemma4-assistant that none is.
/// </summary>
internal static class ModelChecks
{
    public const int LayersMax = 512;

    private const long ContextMax = 1L << 27;
    private const long LengthMax = 1L << 24;

    private static readonly string[] RopeScalings = ["none", "linear", "yarn", "longrope"];

    private static readonly string[] Epsilons = ["attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon", "attention.group_norm_epsilon"];

    private static readonly string[] ChatglmKeys =
    [
        "feed_forward_length", "attention.head_count", "attention.head_count_kv", "attention.layer_norm_rms_epsilon",
    ];

    public static void Check(GgufFile file)
    {
        var metadata = file.Metadata;
        CheckArchitecture(metadata);
        CheckSplit(file);
        var layers = Refusal.Between(metadata, metadata.Own("block_count"), 1, LayersMax);
        Refusal.Between(metadata, metadata.Own("context_length"), 1, ContextMax);
        Refusal.Between(metadata, metadata.Own("embedding_length"), 1, LengthMax);
        CheckPredictionLayers(metadata, layers);
        CheckFeedForward(metadata, (int)layers);
        CheckRopeScaling(metadata);
        CheckEpsilons(metadata);
        ListChecks.Check(metadata);
        if (metadata.FindBoolean(metadata.Own("attention.causal")) == false)
            throw Refusal.Value(metadata.Own("attention.causal"), "is false: such a model cannot write token by token.");
        if (metadata.Architecture == "chatglm")
            CheckChatglm(metadata);
    }

    private static void CheckArchitecture(GgufMetadata metadata)
    {
        var architecture = metadata.Architecture;
        if (!GgufArchitectures.IsKnown(architecture))
        {
            throw new GgufException(
                GgufErrorCodes.UnknownArchitecture,
                $"llama.cpp does not know the architecture '{architecture}', or it cannot generate text. Choose a model of another family.",
                key: "general.architecture");
        }
    }

    private static void CheckSplit(GgufFile file)
    {
        if (file.Metadata.FindInteger(GgufParts.CountKey) is > 1 and var parts && parts != file.Parts.Count)
            throw new GgufException(GgufErrorCodes.SplitFile, $"The file is one of {parts} parts, and the others are not beside it.", key: GgufParts.CountKey);
    }

    private static void CheckPredictionLayers(GgufMetadata metadata, long layers)
    {
        var key = metadata.Own("nextn_predict_layers");
        var predicting = metadata.FindInteger(key) ?? 0;
        // A helper of another model, which predicts with all of its layers.
        if (metadata.Architecture == "gemma4-assistant")
        {
            if (predicting != layers)
                throw Refusal.Value(key, predicting, $"it must be all of the model's {layers} layers.");
        }
        else if (predicting < 0 || predicting >= layers)
        {
            throw Refusal.Value(key, predicting, $"the model has {layers} layers, of which one at least must compute.");
        }
    }

    private static void CheckFeedForward(GgufMetadata metadata, int layers)
    {
        var key = metadata.Own("feed_forward_length");
        foreach (var length in metadata.FindPerLayer(key, layers) ?? [])
        {
            if (length is < 0 or > LengthMax)
                throw Refusal.Value(key, length, $"0 to {LengthMax} is possible.");
        }
    }

    private static void CheckRopeScaling(GgufMetadata metadata)
    {
        var key = metadata.Own("rope.scaling.type");
        if (metadata.FindString(key) is { } scaling && !RopeScalings.Contains(scaling))
            throw Refusal.Value(key, $"is '{scaling}', on which llama.cpp aborts: {string.Join(", ", RopeScalings)} are known.");
    }

    /// <summary>ggml's norms assert that it is not negative.</summary>
    private static void CheckEpsilons(GgufMetadata metadata)
    {
        foreach (var key in Epsilons.Select(metadata.Own))
        {
            if (metadata.FindNumber(key) is { } epsilon && (!double.IsFinite(epsilon) || epsilon < 0))
                throw Refusal.Value(key, $"is {epsilon}; a number of 0 or more is possible.");
        }
    }

    private static void CheckChatglm(GgufMetadata metadata)
    {
        foreach (var key in ChatglmKeys.Select(metadata.Own))
        {
            if (!metadata.Contains(key))
                throw GgufMetadata.Missing(key);
        }
    }
}
