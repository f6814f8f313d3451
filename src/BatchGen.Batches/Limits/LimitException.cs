namespace BatchGen.Batches.Limits;

/// <summary>Carries a refusal from where it is found to the service that returns it.</summary>
internal sealed class LimitException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
