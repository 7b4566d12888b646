#pragma once

#include <QStringList>

#include <functional>
#include <memory>

class QDialog;
class QPrinter;
class QWidget;

namespace rackhouse
{

/// The seam for dialogs: tests put their own in, drive the dialog and answer file questions.
class Prompts
{
public:
    using Chosen = std::function<void(const QString& path)>;
    using ManyChosen = std::function<void(const QStringList& paths)>;
    using Paint = std::function<void(const std::shared_ptr<QPrinter>& printer)>;

    virtual ~Prompts() = default;
    /// Opens a dialog that belongs to its parent window and deletes it when it is closed.
    virtual void open(QDialog* dialog) = 0;
    /// Calls back with the file, not at all when the person gave up.
    virtual void openFile(QWidget* parent, const QString& title, const QString& filter,
                          Chosen chosen) = 0;
    /// As openFile(), for several files.
    virtual void openFiles(QWidget* parent, const QString& title, const QString& filter,
                           ManyChosen chosen) = 0;
    virtual void saveFile(QWidget* parent, const QString& title, const QString& proposal,
                          const QString& filter, Chosen chosen) = 0;
    /// Asks for a printer and lets `paint` draw for it; not at all when the person gave up.
    virtual void print(QWidget* parent, const QString& title, Paint paint) = 0;
};

/// The dialogs of the desktop.
class DesktopPrompts : public Prompts
{
public:
    void open(QDialog* dialog) override;
    void openFile(QWidget* parent, const QString& title, const QString& filter,
                  Chosen chosen) override;
    void openFiles(QWidget* parent, const QString& title, const QString& filter,
                   ManyChosen chosen) override;
    void saveFile(QWidget* parent, const QString& title, const QString& proposal,
                  const QString& filter, Chosen chosen) override;
    void print(QWidget* parent, const QString& title, Paint paint) override;
};

} // namespace rackhouse
