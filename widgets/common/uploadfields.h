#pragma once

#include "models/base/result.h"
#include "widgets/common/formdialog.h"

#include <functional>

class QLineEdit;
class QProgressBar;

namespace rackhouse
{

/// The rows of a form that choose a file and show how much of it has been sent.
struct UploadFields {
    struct Words {
        QString name;   ///< of the dialog
        QString label;  ///< beside the file
        QString title;  ///< what the file holds
        QString filter; ///< as QFileDialog takes it
    };
    using Done = std::function<void(const Result<QJsonObject>&)>;

    QLineEdit* file = nullptr;
    QProgressBar* bar = nullptr;

    /// Adds the row of the file; that of the progress follows with addBar(), below others.
    static UploadFields add(Context context, FormDialog* dialog, const Words& words,
                            const std::function<void(const QString&)>& chosen = {});
    void addBar(FormDialog* dialog);
    /// Why the file cannot be sent; empty when it can.
    QString whyNot() const;
    /// The time that the file was written at, and the GUID of its name, as the query of a URL.
    QString query() const;
    /// Sends a file, the one that was chosen when its verb was pressed, to that path.
    void send(Context context, FormDialog* dialog, const QString& path, const QString& local,
              Done done) const;
};

} // namespace rackhouse
