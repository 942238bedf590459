namespace Forewarn.RosBridge.InProcess;

/// <summary>What a sample is part of.</summary>
public enum LinkSampleKind
{
    Message,
    Request,
    Reply,
}
