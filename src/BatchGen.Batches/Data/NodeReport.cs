using System.Text.Json;
using System.Text.Json.Serialization;
using BatchGen.Engine.Planning;
using BatchGen.Inference.Runtime;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Data;

/// <summary>What a machine says of itself every few seconds. Members are added and never renamed: an older or newer program reads it too.</summary>
/// <param name="ClockAheadSeconds">How far its own clock is ahead of the database's; negative when it is behind.</param>
public sealed record NodeReport(
    IReadOnlyList<NodeDevice> Devices, IReadOnlyList<NodeEngine> Engines, IReadOnlyList<NodeModel> Models, double ClockAheadSeconds)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SentenceJsonConverter(), new JsonStringEnumConverter() },
    };

    public static NodeReport Empty { get; } = new([], [], [], 0);

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What cannot be read says nothing: the program that wrote it may be of another version.</summary>
    public static NodeReport Read(string json)
    {
        try
        {
            var read = JsonSerializer.Deserialize<NodeReport>(json, Json);
            return read is { Devices: not null, Engines: not null, Models: not null } ? read : Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }
}

/// <summary>A device, and what is in use of it by every program.</summary>
/// <param name="Name">ggml's, e.g. "CUDA0" or "CPU".</param>
/// <param name="Kind">cpu, gpu, integratedgpu or accelerator.</param>
/// <param name="EngineBytes">What this machine's engines were admitted with.</param>
/// <param name="Limit">In effect there; null when all of it may be used.</param>
public sealed record NodeDevice(string Name, string Description, string Kind, long TotalBytes, long FreeBytes, long EngineBytes, DeviceLimit? Limit)
{
    public static NodeDevice Of(DeviceMemory device, long engineBytes, DeviceLimit? limit)
    {
        ArgumentNullException.ThrowIfNull(device);
        return new NodeDevice(
            device.Name, device.Description, device.Kind.ToString().ToLowerInvariant(), device.TotalBytes, device.FreeBytes, engineBytes, limit);
    }

    /// <summary>As a survey of that machine would say it; a kind that is not known here is not the processor.</summary>
    public DeviceMemory ToMemory() => new(
        Name, Description, Enum.TryParse<DeviceKind>(Kind, ignoreCase: true, out var kind) ? kind : DeviceKind.Accelerator, FreeBytes, TotalBytes);
}

/// <summary>An engine that was asked for.</summary>
/// <param name="Model">The model file's name.</param>
/// <param name="State">An engine's state in one word: ready, loading, waiting, …</param>
/// <param name="ContextTokens">The most tokens one request may take; 0 until it is loaded.</param>
/// <param name="KvType">How keys are stored; null until it is admitted.</param>
/// <param name="Running">Sequences that have a slot.</param>
/// <param name="Queued">Sequences that wait for one inside the engine.</param>
/// <param name="DecodedTokens">Generated since it was loaded.</param>
/// <param name="WaitsFor">Why it is not loaded, or what went wrong; else null.</param>
public sealed record NodeEngine(
    string Model, string State, int ContextTokens, int Slots, string? KvType, int Running, int Queued, long DecodedTokens, Sentence? WaitsFor);

/// <summary>A model file that is there.</summary>
/// <param name="Name">The file's name, by which it is known on every machine.</param>
/// <param name="Fits">It can be loaded under this machine's limits, with nobody else in the way.</param>
public sealed record NodeModel(string Name, bool Fits);
