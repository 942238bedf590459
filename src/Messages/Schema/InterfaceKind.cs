namespace Forewarn.Messages;

/// <summary>The three kinds of definition files.</summary>
public enum InterfaceKind
{
    Message,
    Service,
    Action,
}
