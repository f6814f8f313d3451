// One at a time: each test has a server, an engine and a browser of its own, on two cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
