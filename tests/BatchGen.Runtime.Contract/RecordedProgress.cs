namespace BatchGen.Runtime.Contract;

internal sealed class RecordedProgress(Action? onReport = null) : IProgress<float>
{
    public List<float> Values { get; } = [];

    public void Report(float value)
    {
        Values.Add(value);
        onReport?.Invoke();
    }
}
