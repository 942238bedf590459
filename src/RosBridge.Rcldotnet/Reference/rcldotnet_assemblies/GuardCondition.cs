namespace ROS2;

public sealed class GuardCondition
{
    internal GuardCondition()
    {
    }

    public void Trigger() => throw CompileOnly.Body;
}
