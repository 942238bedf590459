namespace Forewarn.Steering;

/// <summary>Allowed values of one named plan column, both ends included, in the column's unit.</summary>
public sealed record ColumnRange(string Column, double Low, double High);
