namespace Orleans.Simulation.Core.DataCenters;

/// <summary>A pending event of a data center; its key says what kind it is.</summary>
/// <param name="Entity">Job number, rack index or number of a site that fails.</param>
/// <param name="Sequence">
/// For a completion: the attempt of the job. For a promise of a rack: its number. For a failure: which one of the site.
/// </param>
internal readonly record struct DataCenterEvent(int Entity, int Sequence);
