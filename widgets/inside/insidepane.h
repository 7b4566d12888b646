#pragma once

#include "models/domain/asset.h"
#include "models/topology/gpumatrix.h"
#include "widgets/common/context.h"

#include <QWidget>

class QLabel;
class QStackedWidget;
class QTabWidget;
class QTableView;
class QTreeView;
class QTreeWidget;

namespace rackhouse
{

class GpuMatrixModel;
class HardwareModel;
class InsideView;
class MessageStrip;
class StatusLabel;

/// What is inside a machine: the drawing, and beside it the matrix of ways, the same as a tree and
/// what is wrong, with one selection.
class InsidePane : public QWidget
{
    Q_OBJECT

public:
    InsidePane(Context context, QWidget* parent);

    /// The parts of that machine, from all that report them.
    void set(const QString& machine, const std::vector<Component>& components);

private:
    QWidget* buildRow();
    QWidget* buildComparison();
    QWidget* buildSide();
    QWidget* buildMatrix(QWidget* parent);
    void fillFindings();
    void showAge();
    void cellMoved(const QModelIndex& cell);
    void selectionMoved();
    void showWay(int a, int b);
    void goTo(int node);
    void compare(const GpuMatrix& told);
    void endComparison();

    Context m_context;
    HardwareModel* m_hardware;
    GpuMatrixModel* m_ways;
    InsideView* m_view;
    QTreeView* m_tree = nullptr;
    QTableView* m_matrix = nullptr;
    QTreeWidget* m_findings = nullptr;
    QLabel* m_sentence = nullptr;
    StatusLabel* m_age = nullptr;
    MessageStrip* m_comparison = nullptr;
    QStackedWidget* m_stack = nullptr;
    QTabWidget* m_side = nullptr;
    QString m_machine;
    bool m_following = false; ///< one part of the selection follows another
};

} // namespace rackhouse
