namespace Forewarn.Learning.Constraints.Inverse;

/// <summary>What a constraint says of a state.</summary>
public enum ConstraintReading
{
    /// <summary>Within the data, and demonstrated as often as it was met.</summary>
    Allowed,
    /// <summary>Within the data, and learners went there where demonstrations did not.</summary>
    Forbidden,
    /// <summary>Far from everything that was ever visited: nothing is known, least of all that it is safe.</summary>
    Unknown,
}
