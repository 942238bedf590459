namespace Forewarn.Games;

/// <summary>A place where a deviating agent does something else than it is told.</summary>
/// <param name="Told">Its recommendation.</param>
/// <param name="Does">What it does instead.</param>
/// <param name="Share">Of episodes with the deviation in which this happens.</param>
public readonly record struct Departure(int Step, int State, int Told, int Does, double Share);
