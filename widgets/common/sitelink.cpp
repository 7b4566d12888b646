#include "widgets/common/sitelink.h"

#include <utility>

namespace rackhouse
{

void SiteLink::lock(const QString& reason)
{
    if (std::exchange(m_lockReason, reason) != reason)
        emit changed();
}

QString SiteLink::whyNot(Role needed) const
{
    if (!m_lockReason.isEmpty())
        return m_lockReason;
    switch (state()) {
    case State::NotPaired:
        return tr("Pair with a site first");
    case State::Connecting:
        return tr("The site has not answered yet");
    case State::Offline:
        return tr("The site cannot be reached; what you see is the copy on this computer");
    case State::Several:
        return tr("All sites are shown; choose the one that this is for");
    case State::Online:
        break;
    }
    if (role() < needed)
        return tr("Your role here is %1; this needs %2").arg(enumText(role()), enumText(needed));
    return {};
}

} // namespace rackhouse
