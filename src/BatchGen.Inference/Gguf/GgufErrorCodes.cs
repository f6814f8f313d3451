namespace BatchGen.Inference.Gguf;

/// <summary>Every code a <see cref="GgufException"/> can carry. Stable: they are documented in docs/errors.md.</summary>
public static class GgufErrorCodes
{
    /// <summary>There is no file at the path.</summary>
    public const string NotFound = "gguf_not_found";

    /// <summary>The operating system refused to open or read the file.</summary>
    public const string Unreadable = "gguf_unreadable";

    /// <summary>The file does not start with "GGUF".</summary>
    public const string NotGguf = "gguf_not_gguf";

    /// <summary>A version other than 2 and 3.</summary>
    public const string VersionUnsupported = "gguf_version_unsupported";

    /// <summary>Written for big-endian machines.</summary>
    public const string BigEndian = "gguf_big_endian";

    /// <summary>The file ends before what it announces.</summary>
    public const string Truncated = "gguf_truncated";

    /// <summary>A count or a length that the rest of the file cannot hold.</summary>
    public const string LengthOutOfBounds = "gguf_length_out_of_bounds";

    /// <summary>More keys, tensors or header bytes than any real model has.</summary>
    public const string HeaderTooLarge = "gguf_header_too_large";

    /// <summary>A metadata value of an unknown or nested type.</summary>
    public const string BadValueType = "gguf_bad_value_type";

    /// <summary>A key, a name or a text is empty, too long or not UTF-8.</summary>
    public const string BadText = "gguf_bad_text";

    /// <summary>The same key twice.</summary>
    public const string DuplicateKey = "gguf_duplicate_key";

    /// <summary>The same tensor name twice.</summary>
    public const string DuplicateTensor = "gguf_duplicate_tensor";

    /// <summary>general.alignment is not a power of two, or absurd.</summary>
    public const string BadAlignment = "gguf_bad_alignment";

    /// <summary>A tensor's dimensions are zero, too many, too large or no multiple of its type's block.</summary>
    public const string BadTensorShape = "gguf_bad_tensor_shape";

    /// <summary>A tensor of a type llama.cpp does not know or has removed.</summary>
    public const string BadTensorType = "gguf_bad_tensor_type";

    /// <summary>A tensor's data overlaps another's, leaves a gap or is not aligned.</summary>
    public const string BadTensorOffset = "gguf_bad_tensor_offset";

    /// <summary>A key that llama.cpp or the plan needs is missing.</summary>
    public const string MissingKey = "gguf_missing_key";

    /// <summary>A key holds another type than it must.</summary>
    public const string WrongValueType = "gguf_wrong_value_type";

    /// <summary>A key's value would make llama.cpp abort, hang or compute nonsense.</summary>
    public const string UnsafeValue = "gguf_unsafe_value";

    /// <summary>general.architecture names nothing this llama.cpp release knows.</summary>
    public const string UnknownArchitecture = "gguf_unknown_architecture";

    /// <summary>Two tokens with the same text: llama.cpp aborts on them.</summary>
    public const string DuplicateToken = "gguf_duplicate_token";

    /// <summary>A tensor that the metadata announces is not in the file.</summary>
    public const string MissingTensor = "gguf_missing_tensor";

    /// <summary>A tensor's shape contradicts the metadata.</summary>
    public const string ShapeMismatch = "gguf_shape_mismatch";

    /// <summary>tokenizer.ggml.model or tokenizer.ggml.pre names nothing that this llama.cpp release can cut texts with.</summary>
    public const string UnknownTokenizer = "gguf_unknown_tokenizer";

    /// <summary>The chat template in the file cannot be rendered.</summary>
    public const string TemplateUnsupported = "chat_template_unsupported";

    /// <summary>The file is one part of several, and the others do not make it whole.</summary>
    public const string SplitFile = "gguf_split_file";

    /// <summary>The header is there, the tensors' data is not (a header-only or half-downloaded file).</summary>
    public const string DataMissing = "gguf_data_missing";
}
