using BatchGen.Inference.Runtime;

namespace BatchGen.Engine.Setup;

/// <summary>Section "Engine": how every engine process is set up.</summary>
public sealed class EngineOptions
{
    public const string Section = "Engine";

    /// <summary>
    /// Prompts that run at once in one engine, 1 to 256; null as many as pay on the machine, from 16 up. A number of cells that was named
    /// (<see cref="KvCells"/>) is divided between 16.
    /// </summary>
    public int? Slots { get; set; }

    /// <summary>The most tokens one prompt and its answer may take. KV memory follows from it, so right-size it.</summary>
    public int ContextLimitTokens { get; set; } = 4096;

    /// <summary>KV cells of all slots together; 0 sizes them by the limit and the slots.</summary>
    public int KvCells { get; set; }

    /// <summary>What the KV cache is kept in: Q8_0 halves it, Q4_0 quarters it.</summary>
    public KvType KvType { get; set; } = KvType.F16;

    /// <summary>One pool of cells, or cells of its own for each slot; null takes what is cheaper for the model and the machine.</summary>
    public KvLayout? KvLayout { get; set; }

    /// <summary>Neither the layout nor the number of cells was named.</summary>
    internal bool IsLayoutFree => KvLayout is null && KvCells == 0;

    /// <summary>Without it the compute buffer of a long context is many times larger.</summary>
    public bool FlashAttention { get; set; } = true;

    /// <summary>Layers on the GPU; −1 all, 0 none.</summary>
    public int GpuLayers { get; set; } = -1;

    /// <summary>How several GPUs share a model.</summary>
    public GpuSplit GpuSplit { get; set; } = GpuSplit.Layer;

    /// <summary>The GPU that takes a whole model when it is not split, counted from 0.</summary>
    public int MainGpu { get; set; }

    /// <summary>
    /// One engine a GPU: a model's file name without its extension, and the GPU that takes all of it, counted from 0.
    /// Models not named here follow <see cref="GpuSplit"/>.
    /// </summary>
    public IReadOnlyDictionary<string, int> ModelGpus { get; set; } = new Dictionary<string, int>();

    /// <summary>Each GPU's share of a model, e.g. 3 and 1; empty divides by free memory.</summary>
    public IReadOnlyList<float> TensorSplit { get; set; } = [];

    /// <summary>Keep the KV cache on the GPU where the layers are; false keeps it in main memory, which is slower and leaves room for more layers.</summary>
    public bool KvOnGpu { get; set; } = true;

    /// <summary>A build for GPUs may compute on the CPU when it finds none; false makes that an error, because it is a hundred times slower.</summary>
    public bool AllowCpuFallback { get; set; }

    /// <summary>Most tokens in one step.</summary>
    public int StepTokens { get; set; } = 2048;

    /// <summary>Most tokens the library computes at once; memory of the compute buffer follows from it.</summary>
    public int MicroStepTokens { get; set; } = 512;

    /// <summary>
    /// Rows of a step that may be drafts while every slot is busy; each takes 8 bytes for each entry of the vocabulary. 0: drafts only in
    /// place of idle slots.
    /// </summary>
    public int DraftRows { get; set; } = 48;

    /// <summary>Measure what a step costs when a model is first loaded on a device; false goes by what is assumed.</summary>
    public bool MeasureSteps { get; set; } = true;

    /// <summary>Compute threads; 0 takes the machine's cores.</summary>
    public int Threads { get; set; }

    /// <summary>Generated at most when a request does not say.</summary>
    public int DefaultMaxTokens { get; set; } = 512;

    /// <summary>Folder of the engines' sockets, private to its owner; null takes one below the system's temporary folder.</summary>
    public string? SocketDirectory { get; set; }

    /// <summary>
    /// Keeps what was measured when models were loaded; null keeps it while the program runs. The web server names a file of its data directory.
    /// </summary>
    public string? CalibrationFile { get; set; }

    /// <summary>How long a new process may take until it answers on its socket (loading the model is not counted).</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// An engine that has something to do and does not get on for this long is ended and started again. Within a step counts too, so
    /// a long prompt on a slow processor is not taken for a hang; a GPU shows only whole steps.
    /// </summary>
    public TimeSpan HangTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long running prompts may go on before a reload inside another limit; what is not done then runs again.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>An engine without work for this long may be unloaded for another model that needs its room.</summary>
    public TimeSpan IdleBeforeUnload { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long batches with other settings (KV type, slots, a longer context) wait at most while the engine works; then
    /// it is loaded again for them, and the others wait as long.
    /// </summary>
    public TimeSpan SettingsTurn { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>OpenTelemetry's own settings (OTEL_…), handed on to each engine; from the whole configuration, not of this section.</summary>
    public IReadOnlyDictionary<string, string>? Telemetry { get; internal set; }

    /// <summary>Deaths in a row before the model was ever ready, after which it counts as failed.</summary>
    public int LoadAttempts { get; set; } = 3;
}
