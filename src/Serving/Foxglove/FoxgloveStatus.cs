namespace Forewarn.Serving;

/// <summary>How grave a status message is, by the numbers of the protocol.</summary>
internal enum FoxgloveStatus
{
    Info = 0,
    Warning = 1,
    Error = 2,
}
