namespace Forewarn.Serving;

/// <summary>Which of two plans a person finds better.</summary>
internal enum Judgment
{
    Left,
    Right,
    Neither,
}
