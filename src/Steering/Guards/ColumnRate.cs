namespace Forewarn.Steering;

/// <summary>Fastest allowed change of one named plan column, in the column's unit per second.</summary>
public sealed record ColumnRate(string Column, double PerSecond);
