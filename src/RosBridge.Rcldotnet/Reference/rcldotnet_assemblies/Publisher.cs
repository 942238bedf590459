namespace ROS2;

public abstract class Publisher
{
    internal Publisher()
    {
    }
}

public sealed class Publisher<T> : Publisher
    where T : IRosMessage
{
    internal Publisher()
    {
    }

    public void Publish(T message) => throw CompileOnly.Body;
}
