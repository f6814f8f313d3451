using BatchGen.Engine.Quantizing;

namespace BatchGen.Web.Tests.Fakes;

/// <summary>Stands still where a test lets it, and ends as the test says.</summary>
public sealed class FakeQuantizing : IModelQuantizing
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How far it says it is before it stands still; 0 to 1.</summary>
    public double Reached { get; set; } = 0.4;

    public void Finish() => _end.TrySetResult();

    public void Fail(Exception failure) => _end.TrySetException(failure);

    public Task RunAsync(QuantizeRequest request, IProgress<double> progress, CancellationToken cancellationToken)
    {
        progress.Report(Reached);
        return _end.Task.WaitAsync(cancellationToken);
    }
}
