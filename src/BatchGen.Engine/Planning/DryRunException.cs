namespace BatchGen.Engine.Planning;

/// <summary>The simulation could not be had. The computed plan stays; the message says why it stands alone.</summary>
public sealed class DryRunException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The process that simulates ended in native code.</summary>
    public const string Died = "plan_process_died";

    /// <summary>It did not answer in time and was ended.</summary>
    public const string TimedOut = "plan_process_timeout";

    /// <summary>It could not be started.</summary>
    public const string NotStarted = "engine_not_started";

    /// <summary>llama.cpp does not simulate this division between GPUs.</summary>
    public const string DividedOtherwise = "plan_divided_otherwise";

    /// <summary>Stable: one of the above, or what the engine process answered (docs/errors.md).</summary>
    public string Code { get; } = code;
}
