namespace ROS2;

public abstract class Publisher
{
}

public sealed class Publisher<T>(string topic) : Publisher
    where T : IRosMessage
{
    public void Publish(T message)
    {
        foreach (var hearer in Bus.Hearers(topic)) hearer.Put(Bus.Copy(message));
    }
}
