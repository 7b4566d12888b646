#pragma once

#include "models/base/clock.h"
#include "models/base/result.h"
#include "models/domain/enums.h"

#include <QJsonObject>
#include <QObject>
#include <QUrlQuery>

#include <functional>

namespace rackhouse
{

/// The way to a site for commands, and how fresh the copy of it is. Views read Records instead.
/// Where all sites are shown it leads to none of them, but knows the way to each.
class SiteLink : public QObject
{
    Q_OBJECT

public:
    enum class State { NotPaired, Connecting, Online, Offline, Several };
    struct Count {
        int online = 0;
        int all = 0;
    };
    using Answer = std::function<void(const Result<QJsonObject>&)>;
    using Progress = std::function<void(qint64 sent, qint64 total)>;

    using QObject::QObject;

    virtual State state() const = 0;
    /// The way to the site of a row; this one where none is known.
    virtual SiteLink& of(const QString&) { return *this; }
    /// How many sites there are.
    virtual Count connected() const { return {state() == State::Online ? 1 : 0, 1}; }
    virtual QString siteName() const = 0;
    virtual QString who() const = 0;     ///< name in our credential
    virtual Role role() const = 0;       ///< that the site gave us
    virtual Instant freshAt() const = 0; ///< when the replica last matched the site
    /// While online: 0 when everything that the site has said is here, else how old the copy is;
    /// -1 while the first copy is being fetched.
    virtual qint64 behindMs() const = 0;
    virtual QString fingerprint() const = 0;
    virtual Error lastError() const = 0;

    /// The API by its paths; the answer arrives on the GUI thread, not if `guard` is gone by then.
    /// A post has a key of its own unless one is given: that of an earlier try whose outcome is not
    /// known.
    virtual void get(const QString& path, const QUrlQuery& query, QObject* guard,
                     Answer answer) = 0;
    virtual void post(const QString& path, const QJsonObject& body, QObject* guard, Answer answer,
                      const QString& key = {}) = 0;
    /// `revision` is the one that the change was made from; another one is "conflict".
    virtual void patch(const QString& path, const QJsonObject& body, qint64 revision,
                       QObject* guard, Answer answer) = 0;
    virtual void remove(const QString& path, QObject* guard, Answer answer) = 0;
    /// Without its guard an upload is broken off, and its progress is told to nobody.
    virtual void upload(const QString& path, const QString& file, Progress progress, QObject* guard,
                        Answer answer) = 0;

    /// Why a command that needs this role cannot be sent now; empty when it can.
    QString whyNot(Role needed) const;
    /// No command can be sent for that reason, until it is lifted with an empty one: what is seen
    /// is not what is.
    void lock(const QString& reason);
    const QString& lockReason() const { return m_lockReason; }

signals:
    void changed();

private:
    QString m_lockReason;
};

} // namespace rackhouse
