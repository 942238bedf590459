namespace Forewarn.Evaluation.Asking;

/// <summary>Where the way that the person has in mind was when a question was asked.</summary>
public enum MeantWay
{
    /// <summary>A plan that does it was narrated so, and a phrase of the question says it.</summary>
    Offered,

    /// <summary>A plan that does it was narrated so, but the question left it out.</summary>
    NotOffered,

    /// <summary>The plans that do it were narrated as something else.</summary>
    Misnarrated,

    /// <summary>The plans that do it were refused by the guard.</summary>
    Refused,

    /// <summary>None of the plans drawn does it.</summary>
    Absent,
}
