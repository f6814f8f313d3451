using BatchGen.Inference.Runtime;

namespace BatchGen.Inference.Memory;

/// <summary>A device and what may be used of it.</summary>
/// <param name="LimitBytes">The most that may be in use on the device, other processes included: the admin's limit, without the reserve.</param>
/// <param name="OtherBytes">What others use of it now; the model about to be replaced does not count.</param>
public sealed record DeviceBudget(DeviceMemory Device, long LimitBytes, long OtherBytes)
{
    public bool IsCpu => Device.Kind == DeviceKind.Cpu;

    public bool IsGpu => Device.Kind is DeviceKind.Gpu or DeviceKind.IntegratedGpu;

    /// <summary>Everything installed, less what is in use now.</summary>
    public static DeviceBudget Whole(DeviceMemory device) => new(device, device.TotalBytes, device.TotalBytes - device.FreeBytes);

    /// <exception cref="PlanException">The limit is negative or above what is installed.</exception>
    public void Validate()
    {
        if (LimitBytes < 0 || LimitBytes > Device.TotalBytes)
        {
            throw new PlanException(
                PlanErrorCodes.LimitOutOfRange,
                $"The limit of {Device.Name} is {LimitBytes} bytes; 0 to {Device.TotalBytes} is possible.",
                "limit");
        }
    }
}
