namespace BatchGen.Inference.Memory;

public enum PlanVerdict
{
    Fits,

    /// <summary>Fits with less to spare than <see cref="DevicePlan.ComfortBytes"/> on some device.</summary>
    Tight,

    DoesNotFit,
}
