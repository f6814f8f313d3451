// One at a time: many tests host a whole server; run together, the suite was once seen to hang, cause not found yet.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
