namespace BatchGen.Inference.Memory;

/// <summary>A plan cannot be made of these settings or devices. The message says what is wrong and what range is possible.</summary>
public sealed class PlanException : Exception
{
    public PlanException(string code, string message, string? setting = null)
        : base(message)
    {
        Code = code;
        Setting = setting;
    }

    /// <summary>One of <see cref="PlanErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The setting at fault, as the command line and the API call it, e.g. "context".</summary>
    public string? Setting { get; }
}
