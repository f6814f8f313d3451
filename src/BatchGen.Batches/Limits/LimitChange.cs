using BatchGen.Engine.Planning;
using BatchGen.Inference.Sentences;

namespace BatchGen.Batches.Limits;

/// <summary>What became of a change.</summary>
public abstract record LimitOutcome;

/// <param name="Limit">What holds now; null means all of the device.</param>
public sealed record LimitChanged(DeviceLimit? Limit) : LimitOutcome;

/// <param name="Code">One of <see cref="LimitErrorCodes"/>.</param>
/// <param name="Sentence">What is wrong and what range is possible.</param>
public sealed record LimitRefused(string Code, Sentence Sentence) : LimitOutcome
{
    /// <summary>The sentence in English.</summary>
    public string Message => Sentence.ToString();
}

/// <summary>What an administrator asks for, as typed.</summary>
/// <param name="Limit">"12", "12.5 GiB", "800 MiB" or "75 %"; empty takes the limit away.</param>
/// <param name="Reserve">An amount or a percentage of the device; empty is none.</param>
public sealed record DeviceLimitChange(string DeviceName, string Limit, string Reserve)
{
    /// <summary>The machine whose device it is; null is this one.</summary>
    public string? Node { get; init; }
}

/// <summary>Why a change of a limit is refused. Stable: documented in docs/errors.md.</summary>
public static class LimitErrorCodes
{
    /// <summary>This machine has no device of that name.</summary>
    public const string UnknownDevice = "limit_unknown_device";

    /// <summary>No machine of that name is on the database.</summary>
    public const string UnknownNode = "limit_unknown_node";

    /// <summary>Neither an amount nor a percentage.</summary>
    public const string NotANumber = "limit_not_a_number";

    /// <summary>Negative, nothing, or above what the device has.</summary>
    public const string OutOfRange = "limit_out_of_range";

    /// <summary>The reserve is negative or leaves nothing of the limit.</summary>
    public const string ReserveOutOfRange = "limit_reserve_out_of_range";

    /// <summary>Every model that fits this machine would be too large.</summary>
    public const string LeavesNoModel = "limit_leaves_no_model";
}

/// <summary>Carries a refusal from where it is found to the service that returns it.</summary>
internal sealed class LimitException(string code, Sentence sentence) : Exception(sentence.ToString())
{
    public string Code { get; } = code;

    public Sentence Sentence { get; } = sentence;
}
