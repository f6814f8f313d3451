using BatchGen.Engine.Admission;

namespace BatchGen.Engine.Tests.Fakes;

/// <summary>An engine without a process; it is as busy as the test says.</summary>
internal sealed class FakeResident(string name) : IResident
{
    public string ModelPath => $"/models/{name}.gguf";

    public bool IsBusy { get; set; }

    public DateTimeOffset LastUsed { get; set; }
}
