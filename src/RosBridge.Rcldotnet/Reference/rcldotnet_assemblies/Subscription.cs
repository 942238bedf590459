namespace ROS2;

public abstract class Subscription
{
    internal Subscription()
    {
    }
}

public class Subscription<T> : Subscription
    where T : IRosMessage, new()
{
    internal Subscription()
    {
    }
}
