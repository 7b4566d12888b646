#include "models/base/log.h"

namespace rackhouse
{

void installLogFormat()
{
    qSetMessagePattern(QStringLiteral(
        "%{time yyyy-MM-ddTHH:mm:ss.zzzZ} %{type} %{if-category}%{category}: %{endif}%{message}"));
}

} // namespace rackhouse
