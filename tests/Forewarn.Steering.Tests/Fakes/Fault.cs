namespace Forewarn.Steering.Tests;

/// <summary>What goes wrong inside a model.</summary>
public enum Fault
{
    None,
    /// <summary>Takes longer than the deadline and gives up when told to.</summary>
    Late,
    /// <summary>Takes longer than the deadline and answers all the same.</summary>
    LateAnswer,
    /// <summary>Takes longer than the deadline and ignores its token.</summary>
    Wedged,
    Throws,
    CancelsItself,
    NotANumber,
    WrongShape,
}
