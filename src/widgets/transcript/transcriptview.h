// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QListView>

class QToolButton;

namespace holdline::widgets {

class TranscriptDelegate;

/// The conversation as bubbles. Follows what is new unless somebody scrolled up to read; then a
/// button leads back, and so does whatever the user says or types. Each row can be reached and
/// copied by keyboard. Needs a model with the roles of client::TranscriptModel.
class TranscriptView : public QListView
{
    Q_OBJECT

public:
    explicit TranscriptView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setColors(const ThemePalette &colors);
    /// The keyboard was taken to a divider that has details: Space shows them.
    bool isOnDetails() const;
    bool followsNewest() const { return m_follows; }
    /// As small as a few lines: the window scrolls where there is no room for that.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

public Q_SLOTS:
    /// The current row to the clipboard.
    void copyRow();
    /// Shows or hides the details of a divider; nothing for other rows.
    void toggleDetails(const QModelIndex &index);

Q_SIGNALS:
    /// A character was typed that means nothing here: it belongs into the text entry.
    void typed(const QString &text);

protected:
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void rowsInserted(const QModelIndex &parent, int first, int last) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int first, int last) override;
    void updateGeometries() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void beginAtNewest();
    void describeCurrent();
    void onScrolled(int value);
    void setFollowing(bool follows);
    void followNewest();
    void placeJump();
    void paintHint();

    TranscriptDelegate *m_delegate;
    QToolButton *m_jump; ///< to the newest row; there while it is not followed
    ThemePalette m_colors = ThemePalette::light();
    bool m_follows = true;
    bool m_layingOut = false;
};

} // namespace holdline::widgets
