// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/look/themepalette.h"

#include <QListView>

class QToolButton;

namespace holdline::widgets {

class TranscriptDelegate;

/// Shows the conversation as bubbles. Follows new rows unless the user has scrolled up to read.
/// Then a button leads back, and a new message of the user does, too. Each row can be reached and
/// copied with the keyboard. Needs a model with the roles of client::TranscriptModel. One class
/// despite its size: most of it are events that QListView knows only as functions of one class.
/// Owned by the window.
class TranscriptView : public QListView
{
    Q_OBJECT

public:
    explicit TranscriptView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    void setColors(const ThemePalette &colors);
    /// Whether the keyboard is on a divider that has details: then Space shows them.
    bool isOnDetails() const;
    bool followsNewest() const { return m_follows; }
    /// The height of a few lines: with less room the window scrolls.
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

public Q_SLOTS:
    /// Copies the current row to the clipboard.
    void copyRow();
    /// Shows or hides the details of a divider. Does nothing for other rows.
    void toggleDetails(const QModelIndex &index);

Q_SIGNALS:
    /// The user typed a character that has no meaning here: it belongs into the text entry.
    void typed(const QString &text);
    /// The user clicked a link of an answer, or chose it from the menu.
    void linkActivated(const QString &address);

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
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QString linkAt(const QPoint &point) const;
    void beginAtNewest();
    void describeCurrent();
    void onScrolled(int value);
    void setFollowing(bool follows);
    void followNewest();
    void placeJump();
    void paintHint();

    TranscriptDelegate *m_delegate;
    QToolButton *m_jump; ///< leads to the newest row; visible while that is not followed
    ThemePalette m_colors = ThemePalette::light();
    bool m_follows = true;
    bool m_layingOut = false;
    QString m_pressedLink; ///< empty: the mouse was not pressed on a link
};

} // namespace holdline::widgets
