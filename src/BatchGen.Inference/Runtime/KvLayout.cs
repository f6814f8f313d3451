namespace BatchGen.Inference.Runtime;

public enum KvLayout
{
    /// <summary>One pool of cells for all slots: a sequence takes what it needs, and prefixes can be shared.</summary>
    Unified,

    /// <summary>The cells are divided evenly between the slots: each row looks at its own sequence's cells only, which a CPU is much faster with.</summary>
    PerSlot,
}
