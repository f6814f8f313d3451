namespace BatchGen.Testing.Devices;

/// <summary>A test that needs a Vulkan device computed by the processor; skipped with the reason where there is none, except under ./test.sh.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceFactAttribute : FactAttribute
{
    public DeviceFactAttribute() => Skip = SoftwareDevice.SkipReason;
}

/// <inheritdoc cref="DeviceFactAttribute" />
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DeviceTheoryAttribute : TheoryAttribute
{
    public DeviceTheoryAttribute() => Skip = SoftwareDevice.SkipReason;
}
