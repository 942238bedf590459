namespace Forewarn.RosBridge;

/// <summary>What a remap rule is for.</summary>
public enum RemapKind
{
    /// <summary>Topics and services alike: <c>from:=to</c>.</summary>
    TopicOrService,

    /// <summary><c>rostopic://from:=to</c>.</summary>
    Topic,

    /// <summary><c>rosservice://from:=to</c>.</summary>
    Service,

    /// <summary><c>__node:=name</c> or <c>__name:=name</c>.</summary>
    NodeName,

    /// <summary><c>__ns:=space</c>.</summary>
    Namespace,
}
